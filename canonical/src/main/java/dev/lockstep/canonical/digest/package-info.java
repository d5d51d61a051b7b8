/**
 * 128-bit digests, the content of a row as one such digest, what travels beside it, and the hashes behind them.
 * Depends on nothing of ours.
 */
package dev.lockstep.canonical.digest;
