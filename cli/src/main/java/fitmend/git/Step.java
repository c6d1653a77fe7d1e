package fitmend.git;

import java.nio.file.Path;
import java.util.Map;

/**
 * One commit to make.
 *
 * @param message the whole commit message
 * @param newContents for each changed file its whole new content, as it would stand in the work
 *     tree; a later step says the whole content again
 */
public record Step(String message, Map<Path, byte[]> newContents) {}
