// @ts-check
import { byId, rateText } from './figures.js';

/** @import { Node } from './connection.js' */

/**
 * The farm as a list, a parent above its children. Rows stay as long as their nodes do.
 *
 * @param {Node[]} nodes
 */
export function showTree(nodes) {
  const tree = byId('tree');
  const rows = new Map([...tree.children].map(row => [/** @type {HTMLElement} */ (row).dataset.id, row]));
  const wanted = nodes.map(node => {
    const row = /** @type {HTMLElement} */ (rows.get(node.id) ?? newRow(node.id));
    fill(row, node);
    return row;
  });
  const isSame = wanted.length === tree.children.length && wanted.every((row, i) => tree.children[i] === row);
  if (!isSame) {
    tree.replaceChildren(...wanted);
  }
}

/** @param {string} id */
function newRow(id) {
  const row = document.createElement('li');
  row.dataset.id = id;
  row.setAttribute('role', 'treeitem');
  const title = document.createElement('span');
  title.className = 'title name';
  title.append(part('label'), part('role'));
  row.append(part('dot'), title, part('rate'), part('state'), part('share'));
  return row;
}

/** @param {string} name */
function part(name) {
  const span = document.createElement('span');
  span.className = name;
  return span;
}

/**
 * @param {HTMLElement} row
 * @param {Node} node
 */
function fill(row, node) {
  row.className = node.mood;
  row.style.setProperty('--depth', node.depth.toString());
  row.setAttribute('aria-level', (node.depth + 1).toString());
  row.dataset.mood = node.mood;
  const threads = node.threads === 0 ? '' : `, ${node.threads} ${node.threads === 1 ? 'thread' : 'threads'}`;
  write(row, 'label', node.name);
  write(row, 'role', node.role + threads);
  write(row, 'rate', node.samplesPerSecond > 0 ? rateText(node.samplesPerSecond) : '');
  write(row, 'state', node.state);
  write(row, 'share', node.share > 0 && node.depth > 0 ? `${Math.round(100 * node.share)} %` : '');
  const dot = /** @type {HTMLElement} */ (row.querySelector('.dot'));
  dot.className = `dot ${node.mood}`;
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @param {string} text
 */
function write(row, name, text) {
  const element = /** @type {HTMLElement} */ (row.querySelector(`.${name}`));
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
