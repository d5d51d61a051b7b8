/* SPDX-License-Identifier: Apache-2.0 */
/** Who is measured, as data: connector configurations and which parts of them are run. */
package dev.lockstep.testbed.bench.competitor;
