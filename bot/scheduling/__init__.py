"""What is due and when: the outbox is delivered and obligations are kept, driven by a moment that is passed in."""
