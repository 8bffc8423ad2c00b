"""Many reports: found, handed out to workers, done whole or told as failed; a batch can be killed and started again."""
