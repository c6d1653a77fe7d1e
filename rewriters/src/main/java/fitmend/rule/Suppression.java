package fitmend.rule;

import java.util.List;
import java.util.Set;

/**
 * A comment {@code # noqa: CODE, CODE} some of whose codes suppress nothing.
 *
 * @param commentStart offset of the first byte of the whole comment
 * @param commentEnd offset behind it
 * @param start offset of the {@code #} of the directive; the comment may say something before it
 * @param end offset behind its last code
 * @param codes as written, in the order they are written
 * @param unused those of the codes, in upper case, whose rules are on and found nothing here
 */
public record Suppression(
    int commentStart, int commentEnd, int start, int end, List<String> codes, Set<String> unused) {}
