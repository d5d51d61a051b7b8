/* SPDX-License-Identifier: Apache-2.0 */
/** The forms of a report: text for people, JSON for programs. Depends on {@code compare} and {@code engine}. */
package dev.lockstep.cli.report;
