/* SPDX-License-Identifier: Apache-2.0 */
/** Where it is written down which schemas were migrated. Depends on nothing of this module; holds no value of a row. */
package dev.lockstep.transforms.history;
