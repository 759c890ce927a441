import type { ChildProcess } from "node:child_process";

/** Sends a message to a child process and gives its answer. Rejects when the child ends first; it does one thing at a time. */
export function askChild<Answer>(child: ChildProcess, message: string | object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the process ended before it answered; what it said stands above"));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      resolve(answer as Answer);
    });
    child.send(message);
  });
}
