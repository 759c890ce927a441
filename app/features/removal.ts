/** Text that stands exactly once in a shared file, and what stays there in its place. */
export type Cut = { readonly file: string; readonly text: string; readonly leaves?: string };

/**
 * What stands of a feature outside of its folder, so that `npm run remove` can take it out: only data. A piece of it that is not found stops
 * the removal before anything is touched, and the drill in `tests/removal` fails. What need not be named: the folder itself, the lines of
 * `features/*.ts` and the lists below that import from it, its addresses in the tables of the tests, rows of READMEs that link to it.
 */
export type Removal = {
  /** Its files and folders elsewhere; `*` stands for any text between two slashes. */
  readonly files: readonly string[];
  /** Shared files that import something of it into a list: the import goes, and with it the items that use it. */
  readonly lists: readonly string[];
  readonly cuts: readonly Cut[];
  /** What it has in common with other features, by their names: each goes with the last of those who share it. */
  readonly shared?: readonly {
    readonly with: readonly string[];
    readonly files?: readonly string[];
    readonly cuts: readonly Cut[];
  }[];
  /** Its sentences in `app/messages`: keys, with everything below them. */
  readonly words: readonly string[];
  /** Its parts of `.env.example`, by their headings. */
  readonly settings: readonly string[];
  /** Packages that it brought. One that somebody else imports by now stays. */
  readonly packages: readonly string[];
  /** Its tables, all in the schema `auth`. Rows of it in tables of the core are deleted by `removal.sql` beside this file. */
  readonly tables: readonly string[];
};
