/**
 * One sender, many receivers, on networks of scripts/testfarm: how much of the link each way of sending makes use of.
 *
 * <p>Enters: an option's list of cases. Leaves: figures. Each way of sending is a program of its own with the same two
 * command lines, {@code send ADDRESS RECEIVERS MIB MBIT} and {@code receive ADDRESS RECEIVERS MIB MBIT}
 * ({@link org.umbel.bench.fanout.Peers}); what it sends are {@link org.umbel.bench.fanout.Blocks}, and each receiver
 * proves each of them. The sender, always {@link org.umbel.bench.fanout.Peers#SENDER}, prints {@code begin NANOS} of
 * {@link System#nanoTime} before its first byte, a receiver {@code done NANOS BYTES} when it has proved all.
 */
@NullMarked
package org.umbel.bench.fanout;

import org.jspecify.annotations.NullMarked;
