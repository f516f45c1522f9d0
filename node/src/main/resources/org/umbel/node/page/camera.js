// @ts-check

/** @typedef {[number, number, number]} Vector */

/**
 * @typedef {object} Camera
 * @property {Vector} position
 * @property {Vector} target
 * @property {Vector} up
 * @property {number} fov full vertical field of view in degrees
 */

/** So near to the pole the camera would look along its own up. */
const POLE_RADIANS = 0.02;

/**
 * Around the target: about the up axis, then towards or away from it.
 *
 * @param {Camera} camera
 * @param {number} azimuth radians, positive turns the scene to the right
 * @param {number} elevation radians, positive lifts the camera
 * @returns {Camera}
 */
export function orbit(camera, azimuth, elevation) {
  const up = normalize(camera.up);
  const arm = minus(camera.position, camera.target);
  const angle = Math.acos(Math.min(1, Math.max(-1, dot(normalize(arm), up))));
  const lifted = Math.min(Math.PI - POLE_RADIANS, Math.max(POLE_RADIANS, angle - elevation));
  const right = normalize(cross(up, arm));
  const turned = rotate(rotate(arm, right, lifted - angle), up, -azimuth);
  return { ...camera, position: plus(camera.target, turned) };
}

/**
 * Along the picture: what is at the target's depth moves with the pointer.
 *
 * @param {Camera} camera
 * @param {number} across in heights of the picture, positive moves the scene to the right
 * @param {number} down in heights of the picture
 * @returns {Camera}
 */
export function pan(camera, across, down) {
  const arm = minus(camera.position, camera.target);
  const right = normalize(cross(camera.up, arm));
  const above = normalize(cross(arm, right));
  const height = 2 * length(arm) * Math.tan(camera.fov * Math.PI / 360);
  const shift = plus(scale(right, -across * height), scale(above, down * height));
  return { ...camera, position: plus(camera.position, shift), target: plus(camera.target, shift) };
}

/**
 * Towards the target or away from it.
 *
 * @param {Camera} camera
 * @param {number} factor of the distance
 * @returns {Camera}
 */
export function dolly(camera, factor) {
  return { ...camera, position: plus(camera.target, scale(minus(camera.position, camera.target), factor)) };
}

/**
 * @param {Vector} a
 * @param {Vector} b
 * @returns {Vector}
 */
function plus(a, b) {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/**
 * @param {Vector} a
 * @param {Vector} b
 * @returns {Vector}
 */
function minus(a, b) {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/**
 * @param {Vector} a
 * @param {number} factor
 * @returns {Vector}
 */
function scale(a, factor) {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

/**
 * @param {Vector} a
 * @param {Vector} b
 */
function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/**
 * @param {Vector} a
 * @param {Vector} b
 * @returns {Vector}
 */
function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** @param {Vector} a */
function length(a) {
  return Math.sqrt(dot(a, a));
}

/**
 * @param {Vector} a
 * @returns {Vector}
 */
function normalize(a) {
  return scale(a, 1 / length(a));
}

/**
 * About a unit axis, counter-clockwise when the axis points at the eye (Rodrigues).
 *
 * @param {Vector} a
 * @param {Vector} axis
 * @param {number} radians
 * @returns {Vector}
 */
function rotate(a, axis, radians) {
  const sine = Math.sin(radians);
  const cosine = Math.cos(radians);
  return plus(plus(scale(a, cosine), scale(cross(axis, a), sine)), scale(axis, dot(axis, a) * (1 - cosine)));
}
