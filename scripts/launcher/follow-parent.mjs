// Preloaded into long-running programs (`node --import`): when the launcher dies, however it dies, its program shuts down cleanly.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening alone would keep a program alive that has nothing left to do.
  process.channel.unref();
}
