// @ts-check

/** @import { Camera } from './camera.js' */

/**
 * @typedef {object} Node
 * @property {string} id
 * @property {number} depth
 * @property {string} name
 * @property {string} role
 * @property {string} state
 * @property {'busy' | 'idle' | 'waiting' | 'gone'} mood
 * @property {number} threads
 * @property {number} samplesPerSecond
 * @property {number} share
 * @property {number} blocksHeld of the scene
 * @property {number} blocksNeeded
 * @property {number} sceneBytesPerSecond
 */

/**
 * What StateJson.java writes.
 *
 * @typedef {object} State
 * @property {string} scene
 * @property {number} epoch
 * @property {number} width
 * @property {number} height
 * @property {number} samples
 * @property {number} samplesDone
 * @property {number} seconds
 * @property {number} firstPixelsMs
 * @property {number} samplesPerSecond
 * @property {boolean} complete
 * @property {string} farm
 * @property {string} notice
 * @property {string} denoising why the picture is not denoised although it should be, or empty
 * @property {number} exposure with which a page begins
 * @property {string} tone with which a page begins
 * @property {Camera} camera
 * @property {Camera} home
 * @property {Node[]} nodes
 */

/**
 * @typedef {object} Listener
 * @property {() => void} onOpen
 * @property {() => void} onLost
 * @property {(state: State) => void} onState
 * @property {(message: ArrayBuffer) => void} onFrame
 */

const RETRY_MS = 1000;

/** The WebSocket to the client; when it breaks it is tried again for as long as the page is open. */
export class Connection {
  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
    /** @type {WebSocket | null} */
    this.socket = null;
  }

  open() {
    const socket = new WebSocket(`ws://${location.host}/live`);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.socket = socket;
      this.listener.onOpen();
    };
    socket.onmessage = event => {
      if (event.data instanceof ArrayBuffer) {
        this.listener.onFrame(event.data);
      } else {
        this.listener.onState(JSON.parse(event.data));
      }
    };
    socket.onclose = () => {
      this.socket = null;
      this.listener.onLost();
      setTimeout(() => this.open(), RETRY_MS);
    };
  }

  /** @param {object} message */
  send(message) {
    if (this.socket !== null) {
      this.socket.send(JSON.stringify(message));
    }
  }

  /** @param {Camera} camera */
  camera(camera) {
    this.send({ type: 'camera', ...camera });
  }

  /**
   * @param {number} exposure in stops
   * @param {string} tone
   * @param {boolean} denoise
   */
  show(exposure, tone, denoise) {
    this.send({ type: 'show', exposure, tone, denoise });
  }

  /** @param {number} frame */
  drawn(frame) {
    this.send({ type: 'drawn', frame });
  }
}
