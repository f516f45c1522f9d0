// @ts-check

/**
 * A tile as it came: `grid` 1 has a pixel for each, else a pixel stands for a square of that edge.
 *
 * @typedef {object} Tile
 * @property {number} left
 * @property {number} top
 * @property {number} columns of the picture
 * @property {number} rows of the picture
 * @property {number} grid
 * @property {Uint8ClampedArray<ArrayBuffer>} rgba
 */

/**
 * @typedef {object} Frame
 * @property {number} number to be answered when it has been drawn
 * @property {number} epoch
 * @property {number} width of the picture
 * @property {number} height of the picture
 * @property {Tile[]} tiles
 */

const MAGIC = 0x31544d55;
const HEADER_BYTES = 20;
const TILE_HEADER_BYTES = 8;

/**
 * Reads a binary message; TileFrame.java says what is in it. The tiles' pixels are views of the message.
 *
 * @param {ArrayBuffer} message
 * @returns {Frame}
 */
export function readFrame(message) {
  const data = new DataView(message);
  if (data.getUint32(0, true) !== MAGIC) {
    throw new Error('not a frame');
  }
  const count = data.getUint32(16, true);
  /** @type {Tile[]} */
  const tiles = [];
  let at = HEADER_BYTES;
  for (let i = 0; i < count; i++) {
    const columns = data.getUint8(at + 4);
    const rows = data.getUint8(at + 5);
    const grid = data.getUint8(at + 6);
    const bytes = 4 * Math.ceil(columns / grid) * Math.ceil(rows / grid);
    tiles.push({
      left: data.getUint16(at, true),
      top: data.getUint16(at + 2, true),
      columns,
      rows,
      grid,
      rgba: new Uint8ClampedArray(message, at + TILE_HEADER_BYTES, bytes),
    });
    at += TILE_HEADER_BYTES + bytes;
  }
  return {
    number: data.getUint32(4, true),
    epoch: data.getUint32(8, true),
    width: data.getUint16(12, true),
    height: data.getUint16(14, true),
    tiles,
  };
}

/**
 * A tile with a pixel for each of the picture's: blocks for a coarse one.
 *
 * @param {Tile} tile
 * @returns {ImageData}
 */
export function pixelsOf(tile) {
  if (tile.grid === 1) {
    return new ImageData(tile.rgba, tile.columns, tile.rows);
  }
  const image = new ImageData(tile.columns, tile.rows);
  const across = Math.ceil(tile.columns / tile.grid);
  for (let y = 0; y < tile.rows; y++) {
    for (let x = 0; x < tile.columns; x++) {
      const from = 4 * (Math.floor(y / tile.grid) * across + Math.floor(x / tile.grid));
      const to = 4 * (y * tile.columns + x);
      for (let channel = 0; channel < 4; channel++) {
        image.data[to + channel] = tile.rgba[from + channel];
      }
    }
  }
  return image;
}
