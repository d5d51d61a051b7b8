/* SPDX-License-Identifier: Apache-2.0 */
/** The application that uses the source all the time. Depends on {@code harm} for the tables only. */
package dev.lockstep.testbed.chaos.writer;
