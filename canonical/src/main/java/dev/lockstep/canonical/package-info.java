/**
 * Canonical values and digests: what one row means, as bytes, whichever database or connector it came from.
 *
 * <p>The contract is {@code docs/canonical-values.md}. Everything below this package is pure: no I/O, no clock, no
 * randomness, no logging; it depends on Connect's data model and on the hash library alone. The transforms, the
 * connectors and the validator depend on it; it depends on none of them. Packages, from the ground up: {@code value}
 * and {@code digest}, then {@code policy} and {@code key}, then {@code change} and {@code header}.
 */
package dev.lockstep.canonical;
