/** What a Connect record says of a row, and the digest of that. Depends on {@code value}, {@code digest},
 * {@code policy} and {@code key}. */
package dev.lockstep.canonical.change;
