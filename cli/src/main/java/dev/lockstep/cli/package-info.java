/* SPDX-License-Identifier: Apache-2.0 */
/** Lockstep's commands. Depends on every package below; nothing depends on it. */
package dev.lockstep.cli;
