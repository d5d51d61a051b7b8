/* SPDX-License-Identifier: Apache-2.0 */
/** What is killed when: chosen by a seed, without anything that runs. Pure. */
package dev.lockstep.testbed.chaos.schedule;
