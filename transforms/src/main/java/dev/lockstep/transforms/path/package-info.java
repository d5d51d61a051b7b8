/* SPDX-License-Identifier: Apache-2.0 */
/** Where a value stands inside a row. Pure; depends on nothing of this module. */
package dev.lockstep.transforms.path;
