package org.umbel.tracer.material;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Shares of white light from all around that sheen reflects to a direction, before it is scaled. Written out, since
 * half a million powers took each node a third of a second at its start; a test computes them anew.
 */
final class SheenAlbedo {
    /** Rows, the last one of roughness 1. */
    static final int ROUGHNESSES = 16;
    /** Columns, spaced as squares of the cosine: most happens near 0. */
    static final int COSINES = 32;

    /** The rows' 32-bit floats, big-endian. */
    private static final String TABLE = """
        QDWyQEAziJVAKhmFQB0v/UAOorE//wWwP+Dc1D/DlLo/p70EP43A1z9r3Bw/QPGWPxr78T70FSI+vA0BPo1t9j5PGt8+EyfNPcoozT2Fnpk9
        KQEGPMsVJjxlxd878fGAO2lt/TrJ9ac6F92IOT0jeTgzv2s23iS5NOybTTAb0c9ANbJAQDOIlUAqGYVAHS/9QA6isT//BbA/4NzUP8OUuj+n
        vQQ/jcDXP2vcHD9A8ZY/GvvxPvQVIj68DQE+jW32Pk8a3z4TJ809yijNPYWemT0pAQY8yxUmPGXF3zvx8YA7aW39Osn1pzoX3Yg5PSN5ODO/
        azbeJLk07JtNMBvRz0AK0ydACX9uQAOuuz/3TaU/5Pd8P9GTaz+919I/qj3eP5ceBj+EvOM/ZqHBP0YJJj8n798/DIJvPue2kD68B+4+leyi
        Pmp2/j4zYxQ+BesJPcJv8T2Ir0c9ORi+PO/CZDyTKls8KQtpO7JcqzsoAys6hqx6OadkZDh++V412paeP9SdOD/S/T8/y9ZwP8HhRT+2ZkY/
        qhzjP51saT+Qmdg/g9kAP26lcz9WUGM/PumZPyieSD8Tkzc+/8sYPttWtD656Bw+m5F1PoBYuT5QcII+Jj62PgHl+T3GOkk9kxP2PVMNoT0R
        UGI8verAPGejeDwALh87dAY0Oq9f3jlNi+I/rlelP603zD+oQdw/oVEKP5lEUz+QmII/h5JZP3y8xD9qPBQ/V9fnP0W7qT80C2w/IuWNPxJj
        yT8Cm98+50AiPsr+4T6wjD4+l/rpPoFYMz5ZWHc+M/QMPhJ/Nj3p2Hw9tkfMPYoLbD1JoXY9DGiUPLcL/DxX2vA71PEEOwSTaT+VdIU/lJx0
        P5DiCT+Lp0A/hZFaP3353D9wOTM/YiCEP1Peqz9FmN4/N21vPyl1az8bxdk/DnCdPwGFEz7qIQA+0jzAPrtxOj6lz3g+kWXvPnyBVD5Y0sY+
        N88sPhmBDj373SQ9yjL0PZ3+Pj1uYbg9K2eCPOWbtjyIhaY7+xQzP4QxXz+DhYM/gI3vP3jGVj9vD20/ZIk9P1mDUz9OLus/Qq9PPzcgGT8r
        l5o/ICgbPxTgxz8JzmU+/fe0PujlHz7UdXo+wLc5Pq23LT6bgLs+ih4PPnMwgT5T7ss+NoVSPhsArj4Ba8Y905+3PahpEz2BP4Y9PFc1PPzJ
        rTyRVmM/b1TtP243dj9pSZg/YlyvP1pIvz9RhoY/SFeJPz7j4T81R7U/K5iZPyHnxT8YQyU/DrYdPwVKFz74De0+5ebkPtQqnz7C4zc+shmZ
        PqHVwT6SHu8+gvvGPmjk0j5NES0+ModqPhlRzj4BeiU91hOwPawT+z2FBsg9QfpxPQAQAD9ch8E/W5KvP1dXeT9RZaw/SnaSP0LxiT87DoY/
        Mu+BPyqr9D8iVYo/GfoaPxGkqz8JXhg/AS2NPvIxyT7iSe0+0qukPsNdzj60Zlw+pcp7PpeOyz6Jt3s+eJDIPl6KSz5FYmg+LR/YPhXJOz3+
        ym090/UMPasgIz2EWes9P2AIP04MZj9NNHs/SXpLP0Q+Pj8+I6w/N4WTPzCVEj8pb9U/IiogPxrS8z8Tdd0/DBvqPwTMNz77GM4+7MHdPt6a
        uj7QqRo+wvGYPrV39z6oP04+m0ozPo6a2j6CMyk+bCmqPlSC1z49dMw+JwJrPhEumT33+Kc9zt2DPacSbT2Am/k/QqgiP0Hl7T8+i+4/OdeX
        PzRcDz8uazA/KDERPyHIOD8bQp8/FK1kPw4SfT8HeZI/AOiLPvTH6z7n3p4+2xqDPs5/oz7CEQI+tdDYPqnAvz6d4dE+kjTJPoa6Ej5248M+
        YLh6PkryFT41kDI+IJJUPgv36T3vgLs9x9Y1PaDtzT85ibk/ONgePzXHuj8xe1s/LHniPycONT8hYJ0/G4lCPxWYaD8PmdE/CZZLPwOUgD77
        MvU+71IKPuOL2j7X5Ho+zF7GPsD8qD61v0g+qqcyPp+0dz6U5sY+ij15Pn9vWz5qqI0+ViPyPkHepD4t1Xc+GgT3PgZpeT3l/jo9v4iRPzIh
        HD8xfHw/LqWnPyqqrj8mCOQ/IQXMPxvGuT8WYf8/EOaXPwtfPD8F0+E/AEp3PvWOzT7qm9s+38C5PtUAmT7KXYg+v9irPrVybT6rKqM+oQCn
        Ppbzbj6NAZc+gyl7PnLSXj5ffR8+TE6BPjlBXD4mUBY+E3SnPgCosz3b27c/LAhEPytt+T8oxP8/JQruPyC1hT8cBgQ/Fx9mPxIWkD8M+XQ/
        B9IIPwKnlz76/w8+8LuVPuaKbT7cb4U+0m1tPsiFnz6+uLs+tQaqPqtuxj6h7+0+mIiXPo825z6F+K8+eZb3PmdZJj5VMfA+QxrMPjEMnD4e
        /6U+DOvAPfWxxT8m9TE/JmNDPyPfaD8gWek/HEJtPxfWxT8TOAk/Dnn2PwmpsT8E0JA+/+rBPvY6Nz7slrc+4wVQPtmJbj7QJSw+xtmgPr2n
        Cz60jQI+q4qKPqKeMj6ZxiI+kQAoPohJwz5/QEY+bgBfPlzNAT5Lnrg+Om1gPikwFz4X3YU+BoXyPyKxIj8iJhE/H8CtPxxmWj8YgcQ/FE3r
        Pw/qYT8Lae4/BtkUPwJAqD77Tic+8iH9PukDeT7f9zk+1wBGPs4gaT7FWG8+vKhaPrQPhj6rjMQ+ox5uPprCez6Sdoc+ijfaPoIDcD5zq+U+
        Y1d2PlMBij5CoVk+Mi1HPiGbOj4RBMk=""";

    private static final float[] ALBEDO = new float[ROUGHNESSES * COSINES];

    static {
        ByteBuffer.wrap(Base64.getMimeDecoder().decode(TABLE)).asFloatBuffer().get(ALBEDO);
    }

    private SheenAlbedo() {}

    /** An entry of the table. */
    static float at(final int row, final int column) {
        return ALBEDO[row * COSINES + column];
    }

    /** Between two rows, and between the columns next to a cosine of 0..1. */
    static float interpolate(final int row, final float between, final float cosine) {
        final float at = (float) Math.sqrt(Math.max(0f, cosine)) * (COSINES - 1);
        final int column = Math.min((int) at, COSINES - 2);
        final float x = at - column;
        final float a = Math.fma(x, at(row, column + 1) - at(row, column), at(row, column));
        final float b = Math.fma(x, at(row + 1, column + 1) - at(row + 1, column), at(row + 1, column));
        return Math.fma(between, b - a, a);
    }
}
