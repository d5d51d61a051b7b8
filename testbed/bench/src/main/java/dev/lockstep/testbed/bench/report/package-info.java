/* SPDX-License-Identifier: Apache-2.0 */
/** What was measured, for people and as JSON. */
package dev.lockstep.testbed.bench.report;
