"""Why: one folder for each platform that people ask from; each turns native events into calls of
the core and the core's reply into native messages. Nothing here may know a fact, and no adapter may
import another."""
