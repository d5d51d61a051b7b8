/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What one run of the demo amounted to, as JSON for programs and as Markdown for people. Depends on {@code harm} and
 * {@code writer} for their results; it does no other work than writing.
 */
package dev.lockstep.testbed.demo.report;
