// @ts-check
import { pixelsOf } from './frame.js';

/** @import { Frame } from './frame.js' */

const TILE_EDGE = 32;
/** A new epoch's picture waits so long for its last coarse tiles; then what is missing is shown plain. */
const PATIENCE_MS = 400;

/**
 * Shows one epoch at a time. The tiles of a new epoch gather unseen until there is something of each, so that old and
 * new are never side by side; then they are drawn as they come.
 */
export class PictureCanvas {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) {
      throw new Error('this browser has no canvas');
    }
    this.context = context;
    this.hidden = new OffscreenCanvas(1, 1);
    this.hiddenContext = /** @type {OffscreenCanvasRenderingContext2D} */ (this.hidden.getContext('2d'));
    /** The epoch that is shown. */
    this.shownEpoch = 0;
    /** The epoch that gathers, or that is shown. */
    this.epoch = 0;
    /** @type {Set<number>} */
    this.missing = new Set();
    this.gatherSinceMs = 0;
    /** @type {number[]} sums of red, green, blue, and their count, over what has gathered */
    this.mean = [0, 0, 0, 0];
  }

  /**
   * @param {Frame} frame
   * @param {number} nowMs
   */
  draw(frame, nowMs) {
    if (frame.epoch < this.epoch) {
      return;
    }
    if (frame.epoch > this.epoch) {
      this.gather(frame, nowMs);
    }
    const isGathering = this.isGathering();
    for (const tile of frame.tiles) {
      const target = isGathering ? this.hiddenContext : this.context;
      target.putImageData(pixelsOf(tile), tile.left, tile.top);
      if (isGathering) {
        this.missing.delete(keyOf(tile.left, tile.top));
        this.mean[0] += tile.rgba[0];
        this.mean[1] += tile.rgba[1];
        this.mean[2] += tile.rgba[2];
        this.mean[3]++;
      }
    }
    this.showIfDue(nowMs);
  }

  /** Whether a newer picture than the shown one is on its way. */
  isGathering() {
    return this.shownEpoch !== this.epoch;
  }

  /**
   * @param {Frame} frame of an epoch that is new here
   * @param {number} nowMs
   */
  gather(frame, nowMs) {
    this.epoch = frame.epoch;
    this.gatherSinceMs = nowMs;
    this.mean = [0, 0, 0, 0];
    if (this.hidden.width !== frame.width || this.hidden.height !== frame.height) {
      this.hidden.width = frame.width;
      this.hidden.height = frame.height;
    }
    this.missing.clear();
    for (let top = 0; top < frame.height; top += TILE_EDGE) {
      for (let left = 0; left < frame.width; left += TILE_EDGE) {
        this.missing.add(keyOf(left, top));
      }
    }
  }

  /** @param {number} nowMs */
  showIfDue(nowMs) {
    const isDue = this.missing.size === 0 || nowMs - this.gatherSinceMs >= PATIENCE_MS;
    if (!this.isGathering() || this.mean[3] === 0 || !isDue) {
      return;
    }
    const [red, green, blue, count] = this.mean;
    this.hiddenContext.fillStyle = `rgb(${red / count} ${green / count} ${blue / count})`;
    for (const key of this.missing) {
      const top = Math.floor(key / 65536);
      this.hiddenContext.fillRect(key % 65536, top, TILE_EDGE, TILE_EDGE);
    }
    if (this.canvas.width !== this.hidden.width || this.canvas.height !== this.hidden.height) {
      this.canvas.width = this.hidden.width;
      this.canvas.height = this.hidden.height;
    }
    this.context.drawImage(this.hidden, 0, 0);
    this.shownEpoch = this.epoch;
  }

  /** Forgets what was shown: another server may begin its epochs anew. */
  restart() {
    this.epoch = 0;
    this.shownEpoch = 0;
    this.mean = [0, 0, 0, 0];
  }
}

/**
 * @param {number} left
 * @param {number} top
 */
function keyOf(left, top) {
  return top * 65536 + left;
}
