/**
 * The whole path on real parts: databases, change capture, sink and validator, in one shared stack.
 *
 * <p>Every test class migrates databases of its own in that stack, with the files of {@code config/}.
 */
package dev.lockstep.testbed.integration;
