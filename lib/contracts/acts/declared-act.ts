/** An act that the activity log tells of. */
export interface DeclaredAct {
  /** What somebody has done, as the log says it. */
  readonly words: string;
  /** What types of objects it may be on; none where the person says it all. The log keeps them: none is ever renamed. */
  readonly on: readonly string[];
}
