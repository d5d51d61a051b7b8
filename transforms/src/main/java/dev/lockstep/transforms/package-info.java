/**
 * Single message transforms of a migration. They depend on {@code canonical} and Connect's API, on nothing else of ours.
 */
package dev.lockstep.transforms;
