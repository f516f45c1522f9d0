// @ts-check
import { PictureCanvas } from './canvas.js';
import { Connection } from './connection.js';
import { Controls } from './controls.js';
import { byId, put, showFigures } from './figures.js';
import { readFrame } from './frame.js';
import { showTree } from './tree.js';

/** @import { State } from './connection.js' */
/** @import { Frame } from './frame.js' */

const canvas = /** @type {HTMLCanvasElement} */ (byId('canvas'));
/** So many nodes say what they wait for while there is no picture. */
const REASONS_MAX = 4;

const exposure = /** @type {HTMLInputElement} */ (byId('exposure'));
/** @type {HTMLInputElement[]} */
const tones = [...document.querySelectorAll('input[name="tone"]')].map(choice =>
  /** @type {HTMLInputElement} */ (choice));
const denoise = /** @type {HTMLInputElement} */ (byId('denoise'));
const DENOISE_KEY = 'umbel.denoise';
const picture = new PictureCanvas(canvas);
const controls = new Controls(canvas, camera => connection.camera(camera));

/** @type {Frame[]} frames that came since the last was drawn */
let waiting = [];
let isScheduled = false;
/** Whether exposure and tone curve are this page's own by now. */
let isLookChosen = false;

const connection = new Connection({
  onOpen() {
    picture.restart();
    waiting = [];
    setDot('busy');
    if (isLookChosen) {
      show();
    }
  },
  onLost() {
    setDot('lost');
    put('farm', 'no connection to the client: is it still running?');
  },
  onState(state) {
    if (!isLookChosen) {
      begin(state);
    }
    showFigures(state);
    showTree(state.nodes);
    put('denoise-note', denoise.checked ? state.denoising : '');
    controls.follow(state.camera, state.home);
    byId('frame').style.setProperty('--width', state.width.toString());
    byId('frame').style.setProperty('--height', state.height.toString());
    canvas.dataset.epoch = state.epoch.toString();
    put('overlay', ['Waiting for the first pixels', ...state.nodes.filter(node => node.mood === 'waiting')
      .slice(0, REASONS_MAX).map(node => `${node.name} ${node.state}`)].join('\n'));
  },
  onFrame(message) {
    waiting.push(readFrame(message));
    schedule();
  },
});

function schedule() {
  if (!isScheduled) {
    isScheduled = true;
    requestAnimationFrame(drawWaiting);
  }
}

/** @param {number} nowMs */
function drawWaiting(nowMs) {
  isScheduled = false;
  for (const frame of waiting) {
    picture.draw(frame, nowMs);
    connection.drawn(frame.number);
  }
  waiting = [];
  picture.showIfDue(nowMs);
  if (picture.isGathering()) {
    schedule();
  }
  canvas.dataset.shownEpoch = picture.shownEpoch.toString();
  byId('overlay').hidden = picture.shownEpoch > 0;
}

function tone() {
  return tones.find(choice => choice.checked)?.value ?? 'pbr-neutral';
}

/**
 * As the client was told on its command line.
 *
 * @param {State} state
 */
function begin(state) {
  exposure.value = state.exposure.toString();
  for (const choice of tones) {
    choice.checked = choice.value === state.tone;
  }
  show();
}

function show() {
  isLookChosen = true;
  const stops = Number(exposure.value);
  put('exposure-value', `${stops > 0 ? '+' : ''}${stops.toFixed(1)} EV`);
  connection.show(stops, tone(), denoise.checked);
}

/** @param {'png' | 'exr'} format */
async function save(format) {
  const button = /** @type {HTMLButtonElement} */ (byId(`save-${format}`));
  button.disabled = true;
  try {
    const look = new URLSearchParams({ exposure: exposure.value, tone: tone(), denoise: denoise.checked.toString() });
    const response = await fetch(`/save/picture.${format}?${look}`);
    if (!response.ok) {
      throw new Error(await response.text());
    }
    const name = /filename="([^"]*)"/.exec(response.headers.get('Content-Disposition') ?? '');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = name === null ? `umbel.${format}` : name[1];
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    put('farm', `not saved: ${error instanceof Error ? error.message : error}`);
  } finally {
    button.disabled = false;
  }
}

/** @param {'busy' | 'lost'} mood */
function setDot(mood) {
  byId('link-dot').className = `dot ${mood}`;
}

exposure.addEventListener('input', show);
exposure.addEventListener('dblclick', () => {
  exposure.value = '0';
  show();
});
for (const choice of tones) {
  choice.addEventListener('change', show);
}
denoise.checked = localStorage.getItem(DENOISE_KEY) === 'true';
denoise.addEventListener('change', () => {
  localStorage.setItem(DENOISE_KEY, denoise.checked.toString());
  show();
});
canvas.addEventListener('keydown', event => {
  if (event.code === 'KeyN' && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey) {
    denoise.click();
  }
});
byId('reset').addEventListener('click', () => controls.reset());
byId('save-png').addEventListener('click', () => save('png'));
byId('save-exr').addEventListener('click', () => save('exr'));

// The cookie holds the token from here on; the address need not show it.
history.replaceState(null, '', location.pathname);
connection.open();
