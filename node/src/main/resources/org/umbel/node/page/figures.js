// @ts-check

/** @import { State } from './connection.js' */

/** @param {number} samplesPerSecond */
export function rateText(samplesPerSecond) {
  if (samplesPerSecond >= 1e6) {
    return `${(samplesPerSecond / 1e6).toFixed(2)} M/s`;
  }
  return samplesPerSecond >= 1e3 ? `${Math.round(samplesPerSecond / 1e3)} k/s` : `${Math.round(samplesPerSecond)} /s`;
}

/** @param {number} seconds */
function timeText(seconds) {
  return seconds < 60 ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60).toString().padStart(2, '0')} s`;
}

/**
 * @param {string} id
 * @param {string} text
 */
export function put(id, text) {
  const element = byId(id);
  // Only changes are written, so that screen readers are not called for nothing.
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`the page has no ${id}`);
  }
  return element;
}

/**
 * The numbers beside the picture.
 *
 * @param {State} state
 */
export function showFigures(state) {
  const share = state.samples === 0 ? 0 : state.samplesDone / state.samples;
  const done = state.samplesDone < 1 && state.samplesDone > 0 ? state.samplesDone.toFixed(1)
    : Math.floor(state.samplesDone).toString();
  put('scene', state.scene);
  put('samples', done);
  put('samples-total', state.samples.toString());
  put('samples-caption', state.complete ? 'samples per pixel, done' : 'samples per pixel');
  put('rate', state.samplesDone === 0 ? '–' : rateText(state.samplesPerSecond));
  put('time', timeText(state.seconds));
  // While a person drags, the latest known stays legible.
  if (state.firstPixelsMs >= 0) {
    put('first-pixels', `${Math.round(state.firstPixelsMs)} ms`);
  }
  put('size', `${state.width} × ${state.height}`);
  put('farm', state.farm);
  put('notice', state.notice);
  byId('notice').hidden = state.notice === '';
  byId('progress').setAttribute('aria-valuenow', Math.floor(100 * share).toString());
  byId('progress-fill').style.width = `${100 * share}%`;
  byId('hairline').style.width = state.complete ? '0' : `${100 * share}%`;
  document.title = `${state.scene === '' ? '' : state.scene + ' · '}${state.complete ? '' : Math.floor(100 * share)
    + ' % · '}Umbel`;
}
