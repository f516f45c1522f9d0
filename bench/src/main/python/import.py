"""blender -b --factory-startup -P import.py -- SCENE
Reads a glTF file by Blender's importer, and prints what that took: seconds of CPU and of the clock, the most memory that the
process has held, and what it held before, MiB; or why it cannot read the file."""
import json
import resource
import sys
import time

import numpy

numpy.bool = bool  # Debian's importer asks for it, and numpy 1.24 has it no longer
import bpy

(scene_file,) = sys.argv[sys.argv.index('--') + 1:]
bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.ops.preferences.addon_enable(module='io_scene_gltf2')


def cpu():
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


before, began_cpu, began = most(), cpu(), time.time()
try:
    bpy.ops.import_scene.gltf(filepath=scene_file, loglevel=50)
    print('\nPEER ' + json.dumps(dict(cpu=cpu() - began_cpu, wall=time.time() - began, peak=most(), before=before)))
except Exception as e:
    # Blender's own message ends without a line, the exception's with a place in Blender
    lines = [line.strip() for line in str(e).splitlines() if line.strip() and not line.startswith('Location:')]
    print('\nPEER ' + json.dumps(dict(reason=lines[-1] if lines else repr(e))))
