package fitmend.rule;

import fitmend.edit.Edit;
import java.util.List;

/**
 * A cure for a finding.
 *
 * @param title starts with a verb, does not end with a full stop
 * @param edits all of them or none are applied; they do not overlap
 */
public record Fix(String title, Safety safety, List<Edit> edits) {}
