import { spawn } from "node:child_process";

// `read` returns when this process is gone, in whatever way, because the other end of the pipe closes with it.
const script = `
  read -r _
  kill -QUIT "$1"
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -e "$2/postmaster.pid" ] && sleep 0.2; done
  rm -rf "$2"
`;

/** Ends the server `pid` and deletes `dataDir` when this process ends, even by SIGKILL. Returns what calls that off. */
export function keepOnLeash(dataDir: string, pid: number): () => void {
  if (process.platform === "win32") return () => {};
  const watcher = spawn("sh", ["-c", script, "leash", String(pid), dataDir], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watcher.unref();
  return () => watcher.kill("SIGKILL");
}
