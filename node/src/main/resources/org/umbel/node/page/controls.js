// @ts-check
import { dolly, orbit, pan } from './camera.js';

/** @import { Camera } from './camera.js' */

const RADIANS_PER_HEIGHT = Math.PI;
const KEY_RADIANS_PER_SECOND = 1.2;
const KEY_HEIGHTS_PER_SECOND = 0.6;
const KEY_DOLLY_PER_SECOND = 2.2;
/** A key that is only tapped moves as if it had been held for so long. */
const TAP_SECONDS = 0.04;
const WHEEL_DOLLY_PER_PIXEL = 1.0015;
/** Lines and pages of a wheel, in pixels. */
const WHEEL_PIXELS = [1, 16, 400];
/** After the last move the server's own camera counts again. */
const OWN_MS = 500;

/**
 * Which key moves how: [azimuth, elevation, across, down, dolly].
 *
 * @type {Record<string, number[]>}
 */
const KEYS = {
  ArrowLeft: [-1, 0, 0, 0, 0],
  ArrowRight: [1, 0, 0, 0, 0],
  ArrowUp: [0, 1, 0, 0, 0],
  ArrowDown: [0, -1, 0, 0, 0],
  KeyA: [0, 0, 1, 0, 0],
  KeyD: [0, 0, -1, 0, 0],
  KeyW: [0, 0, 0, 1, 0],
  KeyS: [0, 0, 0, -1, 0],
  Equal: [0, 0, 0, 0, -1],
  NumpadAdd: [0, 0, 0, 0, -1],
  Minus: [0, 0, 0, 0, 1],
  NumpadSubtract: [0, 0, 0, 0, 1],
};

/** Pointer, wheel, fingers and keys move a camera; at most one move per animation frame goes out. */
export class Controls {
  /**
   * @param {HTMLElement} surface
   * @param {(camera: Camera) => void} onMove
   */
  constructor(surface, onMove) {
    this.surface = surface;
    this.onMove = onMove;
    /** @type {Camera | null} */
    this.camera = null;
    /** @type {Camera | null} */
    this.home = null;
    /** @type {Map<number, { x: number, y: number }>} */
    this.pointers = new Map();
    /** @type {Set<string>} */
    this.keys = new Set();
    this.movedMs = -OWN_MS;
    this.frameMs = 0;
    this.isMoved = false;
    this.isScheduled = false;
    this.listen();
  }

  /**
   * What the server shows; ours counts while a person moves it.
   *
   * @param {Camera} camera
   * @param {Camera} home
   */
  follow(camera, home) {
    this.home = home;
    if (performance.now() - this.movedMs > OWN_MS && this.pointers.size === 0 && this.keys.size === 0) {
      this.camera = camera;
    }
  }

  reset() {
    if (this.home !== null) {
      this.move(() => /** @type {Camera} */ (this.home));
    }
  }

  listen() {
    const surface = this.surface;
    surface.addEventListener('pointerdown', event => {
      surface.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    surface.addEventListener('pointermove', event => this.drag(event));
    for (const type of /** @type {const} */ (['pointerup', 'pointercancel', 'lostpointercapture'])) {
      surface.addEventListener(type, event => this.pointers.delete(event.pointerId));
    }
    surface.addEventListener('contextmenu', event => event.preventDefault());
    surface.addEventListener('wheel', event => {
      event.preventDefault();
      const pixels = event.deltaY * WHEEL_PIXELS[event.deltaMode];
      this.move(camera => dolly(camera, WHEEL_DOLLY_PER_PIXEL ** pixels));
    }, { passive: false });
    surface.addEventListener('keydown', event => this.press(event));
    surface.addEventListener('keyup', event => this.keys.delete(event.code));
    surface.addEventListener('blur', () => this.keys.clear());
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const last = this.pointers.get(event.pointerId);
    if (last === undefined) {
      return;
    }
    const height = this.surface.clientHeight;
    const across = (event.clientX - last.x) / height;
    const down = (event.clientY - last.y) / height;
    if (this.pointers.size === 2) {
      this.pinch(event, across, down);
    } else if (event.shiftKey || (event.buttons & 6) !== 0) {
      this.move(camera => pan(camera, across, down));
    } else {
      this.move(camera => orbit(camera, across * RADIANS_PER_HEIGHT, down * RADIANS_PER_HEIGHT));
    }
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  /**
   * Two fingers: their middle pans, their distance dollies.
   *
   * @param {PointerEvent} event
   * @param {number} across
   * @param {number} down
   */
  pinch(event, across, down) {
    const [a, b] = [...this.pointers.keys()];
    const moving = /** @type {{ x: number, y: number }} */ (this.pointers.get(event.pointerId));
    const resting = /** @type {{ x: number, y: number }} */ (this.pointers.get(event.pointerId === a ? b : a));
    const before = Math.max(20, Math.hypot(moving.x - resting.x, moving.y - resting.y));
    const after = Math.max(20, Math.hypot(event.clientX - resting.x, event.clientY - resting.y));
    this.move(camera => dolly(pan(camera, across / 2, down / 2), before / after));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.code === 'KeyR') {
      this.reset();
    } else if (event.code in KEYS) {
      event.preventDefault();
      if (!event.repeat) {
        // At once, since a tap may be over before the next animation frame.
        this.step(KEYS[event.code], TAP_SECONDS);
        this.frameMs = performance.now();
        this.keys.add(event.code);
      }
    }
  }

  /** @param {(camera: Camera) => Camera} change */
  move(change) {
    if (this.camera !== null) {
      this.camera = change(this.camera);
      this.isMoved = true;
      this.movedMs = performance.now();
      this.schedule();
    }
  }

  schedule() {
    if (!this.isScheduled) {
      this.isScheduled = true;
      requestAnimationFrame(nowMs => this.frame(nowMs));
    }
  }

  /** @param {number} nowMs */
  frame(nowMs) {
    this.isScheduled = false;
    if (this.keys.size > 0) {
      const seconds = Math.min(0.1, Math.max(0, (nowMs - this.frameMs) / 1000));
      for (const key of this.keys) {
        this.step(KEYS[key], seconds);
      }
    }
    this.frameMs = nowMs;
    if (this.isMoved && this.camera !== null) {
      this.isMoved = false;
      this.onMove(this.camera);
    }
    if (this.keys.size > 0) {
      this.schedule();
    }
  }

  /**
   * @param {number[]} way
   * @param {number} seconds
   */
  step([azimuth, elevation, across, down, away], seconds) {
    this.move(camera => {
      const turned = orbit(camera, azimuth * seconds * KEY_RADIANS_PER_SECOND,
        elevation * seconds * KEY_RADIANS_PER_SECOND);
      const moved = pan(turned, across * seconds * KEY_HEIGHTS_PER_SECOND, down * seconds * KEY_HEIGHTS_PER_SECOND);
      return dolly(moved, KEY_DOLLY_PER_SECOND ** (away * seconds));
    });
  }
}
