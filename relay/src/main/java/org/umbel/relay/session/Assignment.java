package org.umbel.relay.session;

import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;

/**
 * What one epoch of a session asks of a node.
 *
 * @param session   whose
 * @param epoch     grows per session
 * @param manifest  the scene
 * @param camera    from where
 * @param settings  size, samples, filter
 * @param mode      how grants and reports are sized
 * @param homeFirst first Morton position of this node's home
 * @param homeCount positions in it
 */
public record Assignment(SessionId session, int epoch, BlockId manifest, Camera camera, PictureSettings settings,
                         Mode mode, int homeFirst, int homeCount) {
    public static Assignment of(final Message.Epoch m) {
        return new Assignment(m.session(), m.epoch(), m.manifest(), m.camera(), m.settings(), m.mode(),
            m.homeFirst(), m.homeCount());
    }

    Assignment withHome(final int first, final int count) {
        return new Assignment(session, epoch, manifest, camera, settings, mode, first, count);
    }
}
