/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What one run of the demo amounted to, as JSON for programs and as Markdown for people. Depends on no other package of
 * the demo.
 */
package dev.lockstep.testbed.demo.report;
