/**
 * A comment to read, as `toRead` gives it: day, id, version, comment, language as given, source, the revision of the reading that stands ('0'
 * for none), whether what it was first read as stays (0 or 1), and what that is.
 */
export type CommentToRead = readonly [day: string, id: string, version: string, comment: string, language: string, source: string, revision: string, keepsThen: number, then: string[]];
