"""blender -b --factory-startup -P nearest.py -- SCENE.gltf VIEW.json OUT.pfm AGAIN.pfm SAMPLES THREADS
Renders a scene of `scripts/bench fidelity --extensions` by Cycles, its materials made of Cycles' own closures by what the file
says: Diffuse, Glossy (GGX), Glass, Emission, Volume Absorption. 320x180, box filter, 8 bounces, no clamping, linear, as PFM;
twice, by different seeds, so that its own noise can be told."""
import json
import math
import sys

import numpy

numpy.bool = bool  # Debian's importer asks for it, and numpy 1.24 has it no longer
import bpy
from mathutils import Matrix, Vector

scene_file, view_file, out, again, samples, threads = sys.argv[sys.argv.index('--') + 1:]
view = json.load(open(view_file))
bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.ops.preferences.addon_enable(module='io_scene_gltf2')
bpy.ops.preferences.addon_enable(module='cycles')
bpy.ops.import_scene.gltf(filepath=scene_file, loglevel=50)
scene = bpy.context.scene


def nearest(material, source):
    pbr = source.get('pbrMetallicRoughness', {})
    extensions = source.get('extensions', {})
    color = pbr.get('baseColorFactor', [1, 1, 1, 1])
    roughness = pbr.get('roughnessFactor', 1)
    tree = material.node_tree
    tree.nodes.clear()
    output = tree.nodes.new('ShaderNodeOutputMaterial')

    def node(kind, **inputs):
        made = tree.nodes.new(kind)
        for name, value in inputs.items():
            made.inputs[name.replace('_', ' ')].default_value = value
        return made

    def glossy(rough):
        made = node('ShaderNodeBsdfGlossy', Color=(1, 1, 1, 1), Roughness=rough)
        made.distribution = 'GGX' if rough > 0 else 'SHARP'
        return made

    surface = node('ShaderNodeBsdfDiffuse', Color=color, Roughness=0)
    if pbr.get('metallicFactor', 1) == 1:
        # ax = r^2 (1 - a), ay = r^2 / (1 - a) along and across the tangent turned by a quarter
        strength = extensions.get('KHR_materials_anisotropy', {}).get('anisotropyStrength', 0)
        across = roughness ** 2
        along = across + (1 - across) * strength ** 2
        surface = node('ShaderNodeBsdfAnisotropic', Color=color, Roughness=(across * along) ** 0.25,
                       Anisotropy=1 - math.sqrt(across / along), Rotation=0.25)
        surface.distribution = 'GGX'
        tangent = tree.nodes.new('ShaderNodeTangent')
        tangent.direction_type = 'UV_MAP'
        tree.links.new(tangent.outputs[0], surface.inputs['Tangent'])
    if 'KHR_materials_transmission' in extensions:
        surface = node('ShaderNodeBsdfGlass', Color=color, Roughness=roughness,
                       IOR=extensions.get('KHR_materials_ior', {}).get('ior', 1.5))
        surface.distribution = 'GGX' if roughness > 0 else 'SHARP'
        volume = extensions.get('KHR_materials_volume', {})
        if 'attenuationDistance' in volume:
            sigma = [-math.log(c) / volume['attenuationDistance'] for c in volume['attenuationColor']]
            absorption = node('ShaderNodeVolumeAbsorption', Density=max(sigma),
                              Color=[1 - s / max(sigma) for s in sigma] + [1])
            tree.links.new(absorption.outputs[0], output.inputs['Volume'])
    coats = []
    if 'KHR_materials_clearcoat' in extensions:
        coat = extensions['KHR_materials_clearcoat']
        coats.append((coat['clearcoatFactor'], coat.get('clearcoatRoughnessFactor', 0), 1.5))
    for weight, rough, ior in coats:
        fresnel = node('ShaderNodeFresnel', IOR=ior)
        share = tree.nodes.new('ShaderNodeMath')
        share.operation = 'MULTIPLY'
        share.inputs[1].default_value = weight
        tree.links.new(fresnel.outputs[0], share.inputs[0])
        mix = tree.nodes.new('ShaderNodeMixShader')
        tree.links.new(share.outputs[0], mix.inputs[0])
        tree.links.new(surface.outputs[0], mix.inputs[1])
        tree.links.new(glossy(rough).outputs[0], mix.inputs[2])
        surface = mix
    if 'emissiveFactor' in source:
        strength = extensions.get('KHR_materials_emissive_strength', {}).get('emissiveStrength', 1)
        shine = node('ShaderNodeEmission', Color=source['emissiveFactor'] + [1], Strength=strength)
        both = tree.nodes.new('ShaderNodeAddShader')
        tree.links.new(surface.outputs[0], both.inputs[0])
        tree.links.new(shine.outputs[0], both.inputs[1])
        surface = both
    tree.links.new(surface.outputs[0], output.inputs['Surface'])


for source in json.load(open(scene_file))['materials']:
    nearest(bpy.data.materials[source['name']], source)


def y_up(v):
    return Vector((v[0], -v[2], v[1]))


position, target = y_up(view['camera']['position']), y_up(view['camera']['target'])
ahead = (target - position).normalized()
right = ahead.cross(Vector((0, 0, 1))).normalized()
up = right.cross(ahead)
lens = bpy.data.cameras.new('camera')
lens.sensor_fit, lens.lens_unit, lens.angle_y = 'VERTICAL', 'FOV', math.radians(view['camera']['yfov_deg'])
lens.clip_start, lens.clip_end = 1e-3, 1e5
camera = bpy.data.objects.new('camera', lens)
scene.collection.objects.link(camera)
scene.camera = camera
camera.matrix_world = Matrix(((right.x, up.x, -ahead.x, position.x), (right.y, up.y, -ahead.y, position.y),
                              (right.z, up.z, -ahead.z, position.z), (0, 0, 0, 1)))
scene.world = bpy.data.worlds.new('world')
scene.world.use_nodes = True
background = scene.world.node_tree.nodes['Background'].inputs
background['Color'].default_value, background['Strength'].default_value = (*view['env'], 1), 1
for item in bpy.data.objects:
    if item.type == 'MESH':
        item.cycles.shadow_terminator_geometry_offset = 0
        item.cycles.shadow_terminator_offset = 0
scene.render.engine = 'CYCLES'
cycles = scene.cycles
cycles.device, cycles.samples = 'CPU', int(samples)
cycles.use_adaptive_sampling = cycles.use_denoising = cycles.use_auto_tile = False
cycles.max_bounces = cycles.diffuse_bounces = cycles.glossy_bounces = cycles.transmission_bounces = 8
cycles.transparent_max_bounces, cycles.volume_bounces = 8, 0
cycles.sample_clamp_direct = cycles.sample_clamp_indirect = cycles.blur_glossy = 0
cycles.light_sampling_threshold = 0
cycles.caustics_reflective = cycles.caustics_refractive = True
cycles.pixel_filter_type = 'BOX'
scene.render.threads_mode, scene.render.threads = 'FIXED', int(threads)
scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 320, 180, 100
scene.view_settings.view_transform, scene.render.dither_intensity = 'Raw', 0
image = scene.render.image_settings
image.file_format, image.color_mode, image.color_depth = 'OPEN_EXR', 'RGB', '32'
for seed, name in (1, out), (2, again):
    cycles.seed = seed
    scene.render.filepath = name + '.exr'
    bpy.ops.render.render(write_still=True)
    loaded = bpy.data.images.load(name + '.exr')
    loaded.colorspace_settings.name = 'Linear'
    pixels = numpy.empty(len(loaded.pixels), numpy.float32)
    loaded.pixels.foreach_get(pixels)
    with open(name, 'wb') as file:  # row 0 is the lowest, in both
        file.write(b'PF\n%d %d\n-1.0\n' % tuple(loaded.size))
        file.write(pixels.reshape(loaded.size[1], loaded.size[0], -1)[:, :, :3].astype('<f4').tobytes())
