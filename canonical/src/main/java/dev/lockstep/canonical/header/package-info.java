/** The record header that carries a digest from hop to hop. Depends on {@code digest} and {@code key}. */
package dev.lockstep.canonical.header;
