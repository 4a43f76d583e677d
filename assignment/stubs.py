"""Заготовки для сдачи без ноутбука: заполните методы и сдайте этот файл.
Stubs for a submission without the notebook: fill in the methods and submit this file.

Условия заданий и подсказки — в seminar_ru.ipynb; открытые проверки: python -m seminar check stubs.py
The tasks and hints are in seminar_en.ipynb; public checks: python -m seminar check stubs.py

`ModelBaseline` отвечает за задания 1, 2 и 4, `SpatialDropout` — за задание 3.
`ModelBaseline` counts for questions 1, 2 and 4, `SpatialDropout` for question 3.
"""

import torch
from torch import nn


class ModelBaseline(nn.Module):
    """
    Модель из задания 1, в которой можно выбрать функцию активации.
    The model of task 1 with a choice of activation.
    """

    def __init__(self, activation=nn.ReLU):
        """
        activation: класс (или функция без аргументов), который создаёт модуль активации; нужны три активации.
        activation: a class (or a function without arguments) that makes an activation module; three are needed.
        """
        super().__init__()
        ...

    def forward(self, x):
        """
        Вход: картинки float32 [N, 3, 32, 32]. Выход: логиты float32 [N, 10], без softmax.
        Input: images, float32 [N, 3, 32, 32]. Output: logits, float32 [N, 10], no softmax.
        """
        ...


class SpatialDropout(nn.Module):
    """
    Dropout, который выключает карты признаков целиком.
    Dropout that switches whole feature maps off.
    """

    def __init__(self, p=0.2):
        """
        p: доля выбрасываемых каналов, 0 <= p < 1.
        p: the share of channels to drop, 0 <= p < 1.
        """
        super().__init__()
        ...

    def forward(self, x):
        """
        Вход и выход: [N, C, H, W]. Обучение: у каждой картинки свои нулевые каналы, остальные равны x / (1 - p).
        Режим eval() или p = 0: выход равен входу.
        Input and output: [N, C, H, W]. Training: each image has its own zero channels, the rest are x / (1 - p).
        In eval() mode, or for p = 0: the output equals the input.
        """
        ...
