// @ts-check
// Looks at the page as a person would, in a real browser. Its one argument is JSON:
//   address      of the page, with its token
//   browser      the Chromium to run
//   screenshots  folder for pictures of the page
//   prefix       of their names
//   victim       name of a leaf that may be killed; the line "kill NAME" asks for it, any line in answer means done
// Exit code 0: all is as it must be.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const PATIENCE_MS = 60_000;
/** Of how far neighbours differ, what is left at most without the grain; the rest is what the scene draws. */
const ROUGHNESS_MAX = 0.96;
const task = JSON.parse(process.argv[2]);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const profile = await mkdtemp(join(tmpdir(), 'umbel-browser-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: task.browser,
  headless: true,
  viewport: { width: 1280, height: 800 },
  hasTouch: true,
  acceptDownloads: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
page.setDefaultTimeout(PATIENCE_MS);

/** @type {string[]} */
const complaints = [];
page.on('console', message => {
  // This test reads the canvas more often than a page would.
  const isOurs = message.text().includes('willReadFrequently');
  if ((message.type() === 'error' || message.type() === 'warning') && !isOurs) {
    complaints.push(`console: ${message.text()}`);
  }
});
page.on('pageerror', error => complaints.push(`script: ${error}`));
page.on('response', response => {
  if (response.status() >= 400) {
    complaints.push(`${response.status()} for ${response.url()}`);
  }
});

/** @param {string} text */
function step(text) {
  console.log(`step: ${text}`);
}

/** @param {string} name */
function shoot(name) {
  return page.screenshot({ path: join(task.screenshots, `${task.prefix}-${name}.png`) });
}

/** Pixels of the canvas: how many colours there are, the mean level, and a number that tells pictures apart. */
function look() {
  return page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    let sum = 0;
    let hash = 0;
    for (let i = 0; i < data.length; i += 4) {
      colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
      sum += data[i] + data[i + 1] + data[i + 2];
      hash = Math.imul(hash, 31) + (data[i] << 16 | data[i + 1] << 8 | data[i + 2]) | 0;
    }
    return { colours: colours.size, level: sum / (data.length * 0.75), hash, epoch: Number(canvas.dataset.shownEpoch) };
  });
}

/** How far the levels of pixels are from those of their neighbours to the right, on average. */
function roughness() {
  return page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let y = 0; y < height; y++) {
      for (let i = 4 * y * width; i < 4 * (y * width + width - 1); i += 4) {
        sum += Math.abs(data[i] + data[i + 1] + data[i + 2] - data[i + 4] - data[i + 5] - data[i + 6]) / 3;
      }
    }
    return sum / (height * (width - 1));
  });
}

/** How many bytes of the canvas differ from a PNG file. */
async function differenceTo(/** @type {Buffer} */ png) {
  return page.evaluate(async base64 => {
    const blob = new Blob([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], { type: 'image/png' });
    const image = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
    const other = /** @type {OffscreenCanvasRenderingContext2D} */ (
      new OffscreenCanvas(image.width, image.height).getContext('2d'));
    other.drawImage(image, 0, 0);
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    const a = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
      .getImageData(0, 0, canvas.width, canvas.height).data;
    const b = other.getImageData(0, 0, image.width, image.height).data;
    return a.length === b.length ? a.reduce((count, byte, i) => count + (byte === b[i] ? 0 : 1), 0) : Infinity;
  }, png.toString('base64'));
}

/** @param {number} epoch */
function shown(epoch) {
  return page.waitForFunction(least => Number(document.getElementById('canvas')?.dataset.shownEpoch) >= least, epoch);
}

function complete() {
  return page.waitForFunction(() => {
    const canvas = document.getElementById('canvas');
    return document.getElementById('samples-caption')?.textContent?.includes('done')
      && canvas?.dataset.epoch === canvas?.dataset.shownEpoch;
  });
}

/**
 * The finished picture, once it is the one that the client would save: nothing more is on its way.
 *
 * @param {number} [other] hash of a picture that it must differ from
 */
async function settled(other) {
  await complete();
  const patience = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = await look();
    if (now.hash !== other && await differenceTo((await save('png')).bytes) === 0) {
      return now;
    }
    assert(Date.now() < patience, 'the picture is not the one that is saved, or has not changed');
    await page.waitForTimeout(150);
  }
}

/**
 * The first look that passes: the first pixels on show may be those of one tile.
 *
 * @param {(now: Awaited<ReturnType<typeof look>>) => boolean} passes
 * @param {string} otherwise what is wrong when none does
 */
async function lookUntil(passes, otherwise) {
  const patience = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = await look();
    if (passes(now)) {
      return now;
    }
    assert(Date.now() < patience, `${otherwise}: ${now.colours} colours`);
    await page.waitForTimeout(50);
  }
}

/** @param {string} format */
async function save(format) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#save-${format}`)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** @param {(x: number, y: number) => Promise<void>} gesture from the middle of the picture */
async function moves(gesture) {
  const before = await look();
  const box = await page.locator('#canvas').boundingBox();
  assert(box);
  await gesture(box.x + box.width / 2, box.y + box.height / 2);
  await shown(before.epoch + 1);
  return lookUntil(now => now.hash !== before.hash, 'the picture has not changed');
}

/**
 * @param {number} x
 * @param {number} y
 */
async function drag(x, y) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 12; i++) {
    await page.mouse.move(x + 12 * i, y + 3 * i);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
}

async function seesTheScene() {
  await page.goto(task.address);
  await shown(1);
  await lookUntil(now => now.colours > 50, 'the canvas does not show the scene');
  assert(!page.url().includes('token'), page.url());
  await shoot('refining');
  step('the canvas shows the scene');
  return settled();
}

async function savesIt(/** @type {{ level: number, hash: number, epoch: number }} */ still) {
  const png = await save('png');
  assert.match(png.name, /^[\w.-]+-\d+spp\.png$/);
  assert.equal(await differenceTo(png.bytes), 0, 'bytes that differ between canvas and saved PNG');
  const exr = await save('exr');
  assert.equal(exr.bytes.readUInt32LE(0), 20000630);
  step(`the canvas is the saved picture: ${png.name}`);
  await page.locator('#exposure').fill('1.5');
  await page.waitForFunction(() => document.getElementById('exposure-value')?.textContent === '+1.5 EV');
  const bright = await settled(still.hash);
  assert(bright.level > still.level + 5, `${bright.level} after ${still.level}`);
  assert.equal(await differenceTo((await save('png')).bytes), 0, 'bytes that differ after exposure');
  await page.getByLabel('Linear').check();
  const linear = await settled(bright.hash);
  assert.equal(linear.epoch, still.epoch);
  await page.getByLabel('PBR Neutral').check();
  await page.locator('#exposure').fill('0');
  await lookUntil(now => now.hash === still.hash, 'the picture is not as it was');
  step('exposure and tone curve change what is shown and saved, not what is rendered');
}

async function denoisesIt(/** @type {{ hash: number, epoch: number }} */ still) {
  const plain = await roughness();
  const linear = (await save('exr')).bytes;
  await page.locator('#denoise').check();
  const clean = await settled(still.hash);
  const smooth = await roughness();
  assert(smooth < ROUGHNESS_MAX * plain, `pixels differ from their neighbours by ${smooth}, after ${plain}`);
  assert.equal(clean.epoch, still.epoch);
  assert.match((await save('png')).name, /^[\w.-]+-\d+spp-denoised\.png$/);
  assert.deepEqual((await save('exr')).bytes, linear);
  assert.equal(await page.locator('#denoise-note').innerText(), '');
  await shoot('denoised');
  await page.reload();
  await shown(1);
  assert(await page.locator('#denoise').isChecked());
  await lookUntil(now => now.hash === clean.hash, 'the picture is another one after a reload');
  await page.locator('#canvas').focus();
  await page.keyboard.press('n');
  await lookUntil(now => now.hash === still.hash, 'the picture is not as it was');
  step(`denoised, neighbours differ by ${smooth.toFixed(2)} and not by ${plain.toFixed(2)}; then all is as it was`);
}

async function movesTheCamera(/** @type {{ hash: number, epoch: number }} */ still) {
  const during = await moves(drag);
  assert(during.epoch > still.epoch);
  await shoot('dragged');
  await moves(async (x, y) => {
    await page.keyboard.down('Shift');
    await drag(x, y);
    await page.keyboard.up('Shift');
  });
  await moves(async (x, y) => {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -300);
  });
  for (const key of ['ArrowLeft', 'ArrowUp', 'w', 'a', 's', 'd', '+', '-']) {
    await moves(async () => {
      await page.locator('#canvas').focus();
      await page.keyboard.press(key);
    });
  }
  await moves(async (x, y) => {
    const touch = await browser.newCDPSession(page);
    /** @type {(type: 'touchStart' | 'touchMove' | 'touchEnd', spread: number) => Promise<unknown>} */
    const fingers = (type, spread) => touch.send('Input.dispatchTouchEvent', { type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x - spread, y, id: 0 }, { x: x + spread, y, id: 1 }] });
    await fingers('touchStart', 40);
    for (let spread = 45; spread <= 90; spread += 5) {
      await fingers('touchMove', spread);
    }
    await fingers('touchEnd', 90);
  });
  step('mouse, wheel, keys and fingers move the camera');
  const { epoch } = await look();
  await page.keyboard.press('r');
  await shown(epoch + 1);
  await complete();
  await lookUntil(now => now.hash === still.hash, 'the same view is not the same picture');
  step('a reset brings back the same picture, byte for byte');
}

async function watchesTheFarm() {
  const victim = page.locator('#tree li', { hasText: task.victim });
  await victim.waitFor();
  assert.notEqual(await victim.getAttribute('data-mood'), 'gone');
  console.log(`kill ${task.victim}`);
  await answers.next();
  await page.locator('#tree li[data-mood="gone"]', { hasText: task.victim }).waitFor();
  assert.match(await victim.innerText(), /gone/);
  await shoot('leaf-gone');
  step('a killed leaf is shown as gone');
}

async function fitsTheWindow() {
  for (const [width, height] of [[1920, 1080], [1280, 720], [800, 600], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(200);
    const [scroll, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert(scroll <= inner, `${scroll} wide in a window of ${inner}`);
    const box = await page.locator('#canvas').boundingBox();
    assert(box && box.width > width / 2.2 && box.x >= 0 && box.y >= 0 && box.y + box.height <= height,
      `the picture at ${JSON.stringify(box)} of ${width}x${height}`);
    await shoot(`${width}x${height}`);
  }
  const nameless = await page.evaluate(() => [...document.querySelectorAll('button, input, canvas, [tabindex]')]
    .filter(e => !(e.getAttribute('aria-label') || e.textContent || /** @type {HTMLInputElement} */ (e).labels?.length))
    .map(e => e.outerHTML));
  assert.deepEqual(nameless, []);
  step('it fits windows of 390 to 1920 pixels');
}

let exitCode = 0;
try {
  const still = await seesTheScene();
  await savesIt(still);
  await denoisesIt(still);
  await movesTheCamera(still);
  await fitsTheWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
  await watchesTheFarm();
  assert.deepEqual(complaints, []);
  step('no complaint on the console');
} catch (error) {
  exitCode = 1;
  console.log(error instanceof Error ? error.stack : String(error));
  console.log(`complaints: ${JSON.stringify(complaints)}`);
  await shoot('failed').catch(() => undefined);
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(exitCode);
