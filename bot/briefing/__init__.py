"""Why: what subscribed channels get each morning: when it is due, what it says, and that it arrives
once. It must know no platform: adapters post what is composed here."""
