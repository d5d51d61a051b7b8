/** 128-bit digests, the content of a row as one such digest, and the hash behind them. Depends on nothing of ours. */
package dev.lockstep.canonical.digest;
