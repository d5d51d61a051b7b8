/* SPDX-License-Identifier: Apache-2.0 */
/** What is certified of a verified table, so that another program can check it. Depends on {@code digest}. */
package dev.lockstep.canonical.certificate;
