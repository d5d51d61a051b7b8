/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The faults: what each is, how it is planted, which verdicts it must give. Pure data and SQL; depends on nothing of
 * ours.
 */
package dev.lockstep.testbed.faults.corpus;
