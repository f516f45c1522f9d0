/**
 * Whole-system and kernel benches. Each prints one JSON line per figure beside a baseline taken in the same run.
 */
package org.umbel.bench;
