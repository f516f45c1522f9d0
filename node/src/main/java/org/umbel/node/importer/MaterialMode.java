package org.umbel.node.importer;

/** How the materials of a file are read. */
public enum MaterialMode {
    /** As glTF says: metallic-roughness with its textures. */
    GLTF,
    /** Base colour / pi; metallic, normal map and alpha ignored; emission kept. */
    LAMBERT
}
