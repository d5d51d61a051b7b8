/** Canonical key bytes: how one row is told from another. Depends on {@code value}. */
package dev.lockstep.canonical.key;
