// Embree beside us in one process: built by EmbreePeer, called through java.lang.foreign.
// A ray is eight floats (origin, direction, tNear, tFar); a hit is an int primitive (-1: miss) and a float t.
#include <embree3/rtcore.h>

#include <cstdint>
#include <cstring>
#include <ctime>

extern "C" {

// CPU seconds of this process, to the nanosecond.
double peer_process_seconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}

namespace {

constexpr int STRIDE = 8;
RTCDevice device = nullptr;
RTCScene scene = nullptr;

RTCIntersectContext context(bool coherent) {
  RTCIntersectContext made;
  rtcInitIntersectContext(&made);
  made.flags = coherent ? RTC_INTERSECT_CONTEXT_FLAG_COHERENT : RTC_INTERSECT_CONTEXT_FLAG_INCOHERENT;
  return made;
}

inline void load(const float* from, RTCRay& ray) {
  ray.org_x = from[0];
  ray.org_y = from[1];
  ray.org_z = from[2];
  ray.dir_x = from[3];
  ray.dir_y = from[4];
  ray.dir_z = from[5];
  ray.tnear = from[6];
  ray.tfar = from[7];
  ray.time = 0;
  ray.mask = ~0u;
  ray.id = 0;
  ray.flags = 0;
}

}  // namespace

extern "C" {

// The library's version as it writes it, 31305 for 3.13.5; or -1 when there is no device.
int32_t peer_version() {
  if (device == nullptr) {
    device = rtcNewDevice("threads=1");
  }
  return device == nullptr ? -1 : static_cast<int32_t>(rtcGetDeviceProperty(device, RTC_DEVICE_PROPERTY_VERSION));
}

// Builds a scene of float[9 * count] on one thread, medium quality or high; returns the process's CPU seconds of it.
double peer_build(const float* triangles, int32_t count, int32_t high) {
  peer_version();
  if (scene != nullptr) {
    rtcReleaseScene(scene);
  }
  scene = rtcNewScene(device);
  const RTCBuildQuality quality = high != 0 ? RTC_BUILD_QUALITY_HIGH : RTC_BUILD_QUALITY_MEDIUM;
  rtcSetSceneBuildQuality(scene, quality);
  const RTCGeometry mesh = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
  const size_t vertices = 3 * static_cast<size_t>(count);
  void* positions = rtcSetNewGeometryBuffer(mesh, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 12, vertices);
  std::memcpy(positions, triangles, 12 * vertices);
  auto* indices = static_cast<uint32_t*>(
      rtcSetNewGeometryBuffer(mesh, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12, vertices / 3));
  for (size_t i = 0; i < vertices; i++) {
    indices[i] = static_cast<uint32_t>(i);
  }
  rtcSetGeometryBuildQuality(mesh, quality);
  rtcCommitGeometry(mesh);
  rtcAttachGeometry(scene, mesh);
  rtcReleaseGeometry(mesh);
  const double start = peer_process_seconds();
  rtcCommitScene(scene);
  return peer_process_seconds() - start;
}

// Nearest hits, a ray at a time.
void peer_intersect1(const float* rays, int32_t count, int32_t coherent, int32_t* primitives, float* distances) {
  RTCIntersectContext all = context(coherent != 0);
  for (int32_t i = 0; i < count; i++) {
    RTCRayHit hit;
    load(rays + STRIDE * i, hit.ray);
    hit.hit.geomID = hit.hit.primID = hit.hit.instID[0] = RTC_INVALID_GEOMETRY_ID;
    rtcIntersect1(scene, &all, &hit);
    primitives[i] = hit.hit.geomID == RTC_INVALID_GEOMETRY_ID ? -1 : static_cast<int32_t>(hit.hit.primID);
    distances[i] = hit.ray.tfar;
  }
}

// Nearest hits, eight rays at a time; count is a multiple of eight.
void peer_intersect8(const float* rays, int32_t count, int32_t coherent, int32_t* primitives, float* distances) {
  RTCIntersectContext all = context(coherent != 0);
  alignas(32) const int32_t valid[8] = {-1, -1, -1, -1, -1, -1, -1, -1};
  for (int32_t i = 0; i < count; i += 8) {
    RTCRayHit8 hit;
    for (int k = 0; k < 8; k++) {
      const float* from = rays + STRIDE * (i + k);
      hit.ray.org_x[k] = from[0];
      hit.ray.org_y[k] = from[1];
      hit.ray.org_z[k] = from[2];
      hit.ray.dir_x[k] = from[3];
      hit.ray.dir_y[k] = from[4];
      hit.ray.dir_z[k] = from[5];
      hit.ray.tnear[k] = from[6];
      hit.ray.tfar[k] = from[7];
      hit.ray.time[k] = 0;
      hit.ray.mask[k] = ~0u;
      hit.ray.id[k] = 0;
      hit.ray.flags[k] = 0;
      hit.hit.geomID[k] = hit.hit.primID[k] = hit.hit.instID[0][k] = RTC_INVALID_GEOMETRY_ID;
    }
    rtcIntersect8(valid, scene, &all, &hit);
    for (int k = 0; k < 8; k++) {
      primitives[i + k] = hit.hit.geomID[k] == RTC_INVALID_GEOMETRY_ID ? -1 : static_cast<int32_t>(hit.hit.primID[k]);
      distances[i + k] = hit.ray.tfar[k];
    }
  }
}

// Whether anything is hit, a ray at a time: 0, or -1 for a miss.
void peer_occluded1(const float* rays, int32_t count, int32_t coherent, int32_t* primitives, float*) {
  RTCIntersectContext all = context(coherent != 0);
  for (int32_t i = 0; i < count; i++) {
    RTCRay ray;
    load(rays + STRIDE * i, ray);
    rtcOccluded1(scene, &all, &ray);
    primitives[i] = ray.tfar < 0 ? 0 : -1;
  }
}

}
