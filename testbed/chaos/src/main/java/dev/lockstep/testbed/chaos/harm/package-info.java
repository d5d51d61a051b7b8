/* SPDX-License-Identifier: Apache-2.0 */
/** The tables, and what somebody does to their rows in the target. Text only; depends on the kinds of verdicts. */
package dev.lockstep.testbed.chaos.harm;
