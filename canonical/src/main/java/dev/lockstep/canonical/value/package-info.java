/**
 * Values of Connect records read into the few canonical families, and the bytes of each family.
 *
 * <p>{@link dev.lockstep.canonical.value.ValueEncoders} is the only way from a Connect schema and value to canonical
 * bytes. Depends on Connect's data model only.
 */
package dev.lockstep.canonical.value;
