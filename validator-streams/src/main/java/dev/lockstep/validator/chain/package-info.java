/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The chain of single message transforms that a sink has, run here so that what is expected is what the sink writes. Its
 * classes come from plugin folders, as a worker's do. Knows Connect's interfaces and nothing of the validator.
 */
package dev.lockstep.validator.chain;
