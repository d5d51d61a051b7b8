/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How values are made unreadable while rows still fit together: pure, but for the secret that tokens are made with. May
 * use rules, paths and rows.
 */
package dev.lockstep.transforms.protect;
