package fitmend.edit;

import java.util.List;

/**
 * A module that an edit may speak of.
 *
 * @param name what it is called in the file
 * @param edits what has to be done so that it is; often nothing
 */
public record Imported(String name, List<Edit> edits) {}
