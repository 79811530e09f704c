/** Files that survive a crash: written whole or not at all, and sealed with their own digest. */
@NullMarked
package io.evenkeel.disk;

import org.jspecify.annotations.NullMarked;
